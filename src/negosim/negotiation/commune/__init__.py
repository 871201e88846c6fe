"""What a commune wants, perceives and answers, one row of the state at a time (communes)."""
