"""Keys, passphrases and referrals that are made up. Only `set_up_demo` and tests may use this package: outside a
demonstration every secret is made in a worker's browser and never comes near the server."""
