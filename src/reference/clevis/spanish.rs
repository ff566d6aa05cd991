//! The messages of refusals in Spanish, for a server whose operators prefer it. Codes never change with the language.

use super::behaviour::errors::Kind;

pub(crate) fn message(kind: Kind) -> &'static str {
    match kind {
        Kind::PayoutsDisabled => "Los pagos están desactivados.",
        Kind::PayoutNotFound | Kind::ForeignPayout => "No existe un pago con este identificador.",
        Kind::CountryNotSupported | Kind::UnknownDestination => "El país de destino no está disponible.",
        Kind::CurrencyMismatch => "La moneda no corresponde al país.",
        Kind::ExternalIdConflict => "El external_id ya fue utilizado.",
        Kind::KeyReused => "La clave de idempotencia ya fue utilizada con otro cuerpo.",
        Kind::NotCancellable | Kind::ProviderCancel => "El pago ya no puede anularse.",
        Kind::StoreFull => "No caben más pagos.",
        Kind::Validation | Kind::MalformedBody => "El cuerpo de la petición no es válido.",
        Kind::MissingToken => "Falta la clave de acceso.",
        Kind::InvalidKey => "La clave de acceso no es válida.",
        Kind::InProgress => "Una petición igual está en curso.",
        Kind::RateLimited => "Demasiadas peticiones.",
        Kind::Internal | Kind::ProviderToken => "Error inesperado.",
        Kind::MediaType => "El tipo de contenido debe ser application/json.",
        Kind::BodyTooLarge => "El cuerpo es demasiado grande.",
        Kind::RouteNotFound => "La ruta no existe.",
        Kind::MethodNotAllowed => "El método no está permitido.",
    }
}
