"""How answers come in: waves, the form, routing, answering and the kept counts."""
