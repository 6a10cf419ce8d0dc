"""From kept counts to figures that may be shown, pictures and sentences."""
