"""The jail: `outside` is the service's side, `inside` what runs behind the wall, `frames` the bytes between them."""
