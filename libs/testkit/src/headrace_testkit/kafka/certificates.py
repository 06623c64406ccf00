"""Certificates made on the spot: an authority, the broker's and a client's, good for a year."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from headrace_chassis import clock

VALID = timedelta(days=365)
LEEWAY = timedelta(hours=2)


@dataclass(frozen=True)
class Certificates:
    folder: Path

    @property
    def authority(self) -> Path:
        return self.folder / "ca.pem"

    @property
    def broker(self) -> Path:
        """Key and certificate in one file, as Kafka reads a PEM key store."""
        return self.folder / "broker.pem"

    @property
    def client_certificate(self) -> Path:
        return self.folder / "client.pem"

    @property
    def client_key(self) -> Path:
        return self.folder / "client.key"

    @classmethod
    def made_in(cls, folder: Path) -> Self:
        folder.mkdir(parents=True, exist_ok=True)
        made = cls(folder)
        authority = _Pair.authority()
        made.authority.write_bytes(authority.certificate_pem)
        broker = _Pair.signed_by(authority, "broker")
        made.broker.write_bytes(broker.key_pem + broker.certificate_pem)
        client = _Pair.signed_by(authority, "client")
        made.client_certificate.write_bytes(client.certificate_pem)
        made.client_key.write_bytes(client.key_pem)
        for secret in (made.broker, made.client_key):
            secret.chmod(0o600)
        return made


@dataclass(frozen=True)
class _Pair:
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def authority(cls) -> Self:
        key = ec.generate_private_key(ec.SECP256R1())
        ours = _name("Headrace test authority")
        draft = _draft(ours, ours, key).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        return cls(key, draft.sign(key, hashes.SHA256()))

    @classmethod
    def signed_by(cls, authority: Self, name: str) -> Self:
        key = ec.generate_private_key(ec.SECP256R1())
        places = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        draft = _draft(_name(name), authority.certificate.subject, key)
        draft = draft.add_extension(x509.SubjectAlternativeName(places), critical=False)
        return cls(key, draft.sign(authority.key, hashes.SHA256()))

    @property
    def key_pem(self) -> bytes:
        form = serialization.PrivateFormat.PKCS8
        return self.key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())

    @property
    def certificate_pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _draft(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = clock.wall()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - LEEWAY)
        .not_valid_after(now + VALID)
    )
