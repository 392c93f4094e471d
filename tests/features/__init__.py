"""The product's promises as data, and which tests show them."""
