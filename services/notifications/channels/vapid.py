"""Who pushes: a key of the house's own, which push services tell it by (RFC 8292)."""

import base64
import time
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

LIFETIME_S = 12 * 3600
"""Push services take no more than a day, and clocks differ."""


class Vapid:
    """Signs for one house."""

    def __init__(self, key: EllipticCurvePrivateKey, address: str) -> None:
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._key, self._subject = ECKey.import_key(pem), f"mailto:{address}"
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public_key = base64.urlsafe_b64encode(point).decode().rstrip("=")
        """With which a browser subscribes: then nobody else can push to it."""

    def authorization(self, endpoint: str) -> str:
        """Proves to the service of this endpoint, and to no other, who is pushing."""
        parts = urlsplit(endpoint)
        # Machine time: the push service's clock knows no stepped one.
        expires = int(time.time()) + LIFETIME_S
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": expires, "sub": self._subject}
        token = jwt.encode({"typ": "JWT", "alg": "ES256"}, claims, self._key)
        return f"vapid t={token},k={self.public_key}"
