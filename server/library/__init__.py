"""The shelf of exercises: reading their files, saying what is wrong with them, finding one."""
