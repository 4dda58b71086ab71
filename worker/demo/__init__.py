"""`diwan demo`: the real thing against a recorded day, on loopback, in under a minute."""
