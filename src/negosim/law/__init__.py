"""French local law as exact integers, each rule with its article."""
