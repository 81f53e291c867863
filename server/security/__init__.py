"""What guards the door: sign-ins, origin, headers, throttles."""
