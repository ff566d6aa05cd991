"""What a create must look like: members, limits, countries, check digits."""

import json
import re
from decimal import ROUND_HALF_EVEN, Decimal

from clevis_payouts import Order, Refusal

DIGITS = re.compile(r"[0-9]+", re.ASCII)


def refuse(field, problem):
    return Refusal(422, "VALIDATION_ERROR", f"{field}: {problem}", {"errors": [{"field": field, "problem": problem}]})


def parse(body):
    def constant(name):
        raise ValueError(name)

    try:
        value = json.loads(body.decode(), parse_float=Decimal, parse_int=Decimal, parse_constant=constant)
    except (ValueError, RecursionError):
        raise Refusal(400, "BAD_REQUEST", "The body is no JSON.") from None
    if not isinstance(value, dict):
        raise refuse("body", "is no object")
    return value


def text(owner, name, field, least, most, required=False):
    value = owner.get(name)
    if value is None and not required:
        return None
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise refuse(field, f"is no text of {least} to {most} characters")
    return value


def table(owner, name, field, required=False):
    value = owner.get(name)
    if value is None and not required:
        return {}
    if not isinstance(value, dict):
        raise refuse(field, "is no object")
    return value


def amount(value):
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,30}(\.[0-9]{1,30})?", value, re.ASCII):
        value = Decimal(value)
    if not isinstance(value, Decimal) or not value.is_finite() or value <= 0 or value >= Decimal(10) ** 18:
        raise refuse("amount", "is no positive decimal")
    # The default context would round numbers of more than 28 digits.
    places = value.as_tuple()
    cents = rounded(places.digits, places.exponent)
    if cents == 0:
        raise refuse("amount", "is less than a cent")
    return f"{cents // 100}.{cents % 100:02}"


def rounded(digits, exponent):
    """A decimal as whole cents, ties to the even one."""
    number = int("".join(map(str, digits)))
    shift = exponent + 2
    if shift >= 0:
        return number * 10**shift
    unit = 10**-shift
    whole, rest = divmod(number, unit)
    return whole + (rest * 2 > unit or (rest * 2 == unit and whole % 2 == 1))


def order(raw):
    """The checked order of a request body, and the body for comparison."""
    value = amount(raw.get("amount"))
    currency = text(raw, "currency", "currency", 3, 3, required=True)
    country = text(raw, "country", "country", 2, 2, required=True)
    external_id = text(raw, "external_id", "external_id", 1, 80, required=True)
    description = text(raw, "description", "description", 0, 200)
    method = text(raw, "payment_method_id", "payment_method_id", 1, 40)
    payroll_ref = table(raw, "payroll_ref", "payroll_ref")
    metadata = table(raw, "metadata", "metadata")
    if len(metadata) > 20:
        raise refuse("metadata", "has more than 20 keys")
    for name, entry in metadata.items():
        if isinstance(entry, str) and len(entry) > 500:
            raise refuse(f"metadata.{name}", "is longer than 500 characters")
    url = text(raw, "notification_url", "notification_url", 1, 2083)
    if url is not None and not re.match(r"https://[^/?#\s]+", url):
        raise refuse("notification_url", "is no https URL")
    step = table(raw, "processing", "processing").get("step_seconds")
    if step is not None and not (isinstance(step, Decimal) and 0 <= step <= 3600):
        raise refuse("processing.step_seconds", "is no number from 0 to 3600")
    beneficiary = table(raw, "beneficiary", "beneficiary", required=True)
    text(beneficiary, "name", "beneficiary.name", 1, 120, required=True)
    kind = text(beneficiary, "document_type", "beneficiary.document_type", 1, 20, required=True)
    document = text(beneficiary, "document_id", "beneficiary.document_id", 1, 40, required=True)
    text(beneficiary, "email", "beneficiary.email", 3, 254)
    text(beneficiary, "phone", "beneficiary.phone", 3, 40)
    table(beneficiary, "address", "beneficiary.address")
    account = table(beneficiary, "bank_account", "beneficiary.bank_account", required=True)
    if country not in COUNTRIES:
        raise Refusal(404, "PAYOUT_COUNTRY_NOT_SUPPORTED", f"Payouts to {country} are not possible.")
    rule = COUNTRIES[country]
    if currency != rule["currency"]:
        raise Refusal(400, "PAYOUT_CURRENCY_MISMATCH", f"Payouts to {country} are made in {rule['currency']}.")
    if method is not None and method not in rule["methods"]:
        raise refuse("payment_method_id", f"is no payment method of {country}")
    if kind not in rule["documents"]:
        raise refuse("beneficiary.document_type", f"is no document of {country}")
    # Eleven zeros stand for somebody whom compliance turns away, whatever the country.
    if document != "0" * 11 and not rule["documents"][kind](document):
        raise refuse("beneficiary.document_id", f"is no {kind}")
    method = method or rule["methods"][0]
    if method == "PIX":
        text(account, "pix_key", "beneficiary.bank_account.pix_key", 1, 77, required=True)
    else:
        for name, fits in rule["account"].items():
            if not isinstance(account.get(name), str) or not fits(account[name]):
                raise refuse(f"beneficiary.bank_account.{name}", "is missing or malformed")
    checked = Order(
        amount=value,
        currency=currency,
        country=country,
        external_id=external_id,
        description=description,
        payment_method_id=method,
        payroll_ref=plain(payroll_ref) or None,
        notification_url=url,
        metadata=plain(metadata),
        beneficiary=plain(beneficiary),
        document_id=document,
        step=None if step is None else float(step),
    )
    return checked, raw


def plain(value):
    """The same with numbers that JSON can write."""
    if isinstance(value, dict):
        return {name: plain(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value(ROUND_HALF_EVEN) else float(value)
    return value


def requirements(country):
    rule = COUNTRIES.get(country)
    if rule is None:
        raise Refusal(404, "PAYOUT_COUNTRY_NOT_SUPPORTED", f"Payouts to {country} are not possible.")
    return {
        "country": country,
        "currency": rule["currency"],
        "payment_methods": rule["methods"],
        "document_types": list(rule["documents"]),
        "bank_account": {name: {"required": True} for name in rule["account"]},
    }


# Forms and check digits.


def digits(least, most):
    return lambda text: least <= len(text) <= most and DIGITS.fullmatch(text) is not None


def form(pattern):
    return lambda text: re.fullmatch(pattern, text, re.ASCII) is not None


def checked(length, rule):
    return lambda text: digits(length, length)(text) and rule([int(digit) for digit in text])


def mod_10(number, weights):
    return (10 - sum(digit * weight for digit, weight in zip(number, weights)) % 10) % 10


def clabe(n):
    return n[17] == mod_10(n[:17], [3, 7, 1] * 6)


def cbu(n):
    return n[7] == mod_10(n[:7], [7, 1, 3, 9, 7, 1, 3]) and n[21] == mod_10(n[8:21], [3, 9, 7, 1] * 4)


def cci(n):
    def luhn(part):
        doubled = (digit * (1 + place % 2) for place, digit in enumerate(part))
        return (10 - sum(product // 10 + product % 10 for product in doubled) % 10) % 10

    return n[18] == luhn(n[:6]) and n[19] == luhn(n[6:18])


def mod_11(number, weights):
    rest = sum(digit * weight for digit, weight in zip(number, weights)) % 11
    return 0 if rest < 2 else 11 - rest


def cpf(n):
    same = len(set(n)) == 1
    return not same and n[9] == mod_11(n[:9], range(10, 1, -1)) and n[10] == mod_11(n[:10], range(11, 1, -1))


def cnpj(n):
    weights = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
    return n[12] == mod_11(n[:12], weights) and n[13] == mod_11(n[:13], [6, *weights])


def cuil(n):
    value = 11 - sum(digit * weight for digit, weight in zip(n, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])) % 11
    return n[10] == {11: 0, 10: 9}.get(value, value)


def rut(text):
    if not form(r"[0-9]{7,8}-[0-9K]")(text):
        return False
    body, check = text.split("-")
    weighed = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(body)))
    return check == "0123456789K0"[11 - weighed % 11]


PASSPORT = form(r"[A-Za-z0-9]{5,20}")
ACCOUNT_TYPE = form("CHECKING|SAVINGS")

COUNTRIES = {
    "MX": {
        "currency": "MXN",
        "methods": ["BANK_TRANSFER"],
        "documents": {
            "RFC": form(r"[A-ZÑ&]{3,4}[0-9]{6}[A-Z0-9]{3}"),
            "CURP": form(r"[A-Z]{4}[0-9]{6}[A-Z0-9]{8}"),
            "PASSPORT": PASSPORT,
        },
        "account": {"clabe": checked(18, clabe)},
    },
    "CO": {
        "currency": "COP",
        "methods": ["BANK_TRANSFER"],
        "documents": {
            "CC": digits(5, 11),
            "CE": form(r"[A-Z0-9]{4,12}"),
            "NIT": form(r"[0-9]{8,10}(-[0-9])?"),
            "PASSPORT": PASSPORT,
        },
        "account": {"bank_code": digits(4, 4), "account_type": ACCOUNT_TYPE, "account_number": digits(5, 17)},
    },
    "AR": {
        "currency": "ARS",
        "methods": ["BANK_TRANSFER"],
        "documents": {"CUIL": checked(11, cuil), "CUIT": checked(11, cuil), "DNI": digits(7, 8)},
        "account": {"cbu": checked(22, cbu)},
    },
    "BR": {
        "currency": "BRL",
        "methods": ["BANK_TRANSFER", "PIX"],
        "documents": {"CPF": checked(11, cpf), "CNPJ": checked(14, cnpj)},
        "account": {
            "bank_code": digits(3, 3),
            "branch": digits(4, 5),
            "account_type": ACCOUNT_TYPE,
            "account_number": digits(4, 13),
        },
    },
    "CL": {
        "currency": "CLP",
        "methods": ["BANK_TRANSFER"],
        "documents": {"RUT": rut},
        "account": {
            "bank_code": digits(3, 4),
            "account_type": form("CHECKING|SAVINGS|VISTA"),
            "account_number": digits(4, 20),
        },
    },
    "PE": {
        "currency": "PEN",
        "methods": ["BANK_TRANSFER"],
        "documents": {"DNI": digits(8, 8), "CE": digits(9, 12), "PASSPORT": PASSPORT},
        "account": {"cci": checked(20, cci)},
    },
}
