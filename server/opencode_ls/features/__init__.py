"""What an editor shows: one file = one feature, a pure function of an Analysis and an offset."""
