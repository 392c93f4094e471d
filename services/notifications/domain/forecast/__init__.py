"""What the plan would say to two people of whom it is known what they do: before anybody has joined."""
