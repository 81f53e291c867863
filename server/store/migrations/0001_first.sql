-- People, what they share, and their sealed records. docs/plain.md gives the reason for every column that is not sealed.

create table persons (
    id text primary key,
    public_key blob not null,
    journal text not null,
    began_day bigint not null
);

create table unlocks (
    id text primary key,
    person text not null references persons (id),
    kind text not null check (kind in ('device', 'passkey', 'words')),
    tag text not null,
    wrap blob not null,
    began_day bigint not null
);
create index unlocks_of_person on unlocks (person);
create index unlocks_by_tag on unlocks (tag);

create table signins (
    token text primary key,
    former text unique,
    person text not null references persons (id),
    unlock text not null references unlocks (id),
    seen_day bigint not null
);
create index signins_of_person on signins (person);
create index signins_of_unlock on signins (unlock);

create table spaces (
    id text primary key,
    kind text not null check (kind in ('journal', 'session', 'couple')),
    revision bigint not null
);

create table seats (
    space text not null references spaces (id),
    seat bigint not null check (seat in (1, 2)),
    person text not null references persons (id),
    sequence bigint not null,
    touched bigint not null,
    primary key (space, seat),
    unique (space, person)
);
create index seats_of_person on seats (person);

create table grants (
    space text not null references spaces (id),
    person text not null references persons (id),
    blob blob not null,
    primary key (space, person)
);

create table parcels (
    space text not null references spaces (id),
    person text not null references persons (id),
    blob blob not null,
    primary key (space, person)
);

create table records (
    space text not null references spaces (id),
    id text not null,
    revision bigint not null,
    kind text not null,
    author text not null,
    schema bigint not null,
    current bigint not null check (current in (0, 1)),
    about text not null,
    blob blob not null,
    primary key (space, id, revision)
);
create index records_current on records (space, about) where current = 1;

create table drafts (
    person text not null references persons (id),
    id text not null,
    about text not null,
    blob blob not null,
    primary key (person, id)
);
create index drafts_about on drafts (person, about);

create table deeds (
    person text not null references persons (id),
    id text not null,
    digest text not null,
    space text not null,
    day bigint not null,
    primary key (person, id)
);

create table invitations (
    id text primary key,
    space text not null references spaces (id),
    code_tag text unique,
    code_until bigint not null,
    link_tag text unique,
    link_until bigint not null,
    link_wrap blob,
    public_key blob not null,
    state text not null check (state in ('open', 'used', 'closed'))
);
create index invitations_of_space on invitations (space);

create table knocks (
    id text primary key,
    invitation text not null references invitations (id),
    space text not null references spaces (id),
    person text not null references persons (id),
    parcel blob not null,
    own blob not null,
    until bigint not null,
    state text not null check (state in ('waiting', 'admitted', 'refused'))
);
create index knocks_of_space on knocks (space);
create index knocks_of_person on knocks (person);
