"""Who may suit whom, found in memory among everybody. It only finds; `domain.suggestions` decides."""
