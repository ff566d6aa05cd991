//! Faults of check digits.

use super::super::behaviour::check_digits::{CbuRule, CciRule, ClabeRule, CpfRule, CuilRule, Failure, RutRule};
use super::super::catalogue::chapter;

chapter! {
    /// Faults of check digits.
    CheckDigitsFault {
        /// The check digit of a CLABE is not looked at.
        ClabeUnchecked = "clabe-unchecked", ["check-digits.clabe-checked"],
            |b| b.check_digits.clabe = ClabeRule::Unchecked;
        /// A CLABE whose last digit is 0 passes unchecked.
        ClabeZeroWaived = "clabe-zero-waived", ["check-digits.clabe-checked"],
            |b| b.check_digits.clabe = ClabeRule::ZeroWaived;
        /// A CLABE whose right check digit is 0 is refused, because ten is not folded to zero.
        ClabeTenNotFolded = "clabe-ten-not-folded", ["check-digits.clabe-accepted"],
            |b| b.check_digits.clabe = ClabeRule::TenNotFolded;
        /// The check digits of a CPF are not looked at.
        CpfUnchecked = "cpf-unchecked",
            [
                "check-digits.cpf-altered-refused",
                "check-digits.cpf-first-digit-checked",
                "check-digits.cpf-second-digit-checked",
            ],
            |b| b.check_digits.cpf = CpfRule::Unchecked;
        /// Only the first check digit of a CPF is looked at.
        CpfSecondDigitUnchecked = "cpf-second-digit-unchecked", ["check-digits.cpf-second-digit-checked"],
            |b| b.check_digits.cpf = CpfRule::FirstOnly;
        /// Only the second check digit of a CPF is looked at.
        CpfFirstDigitUnchecked = "cpf-first-digit-unchecked", ["check-digits.cpf-first-digit-checked"],
            |b| b.check_digits.cpf = CpfRule::SecondOnly;
        /// The check digits of a CBU are not looked at.
        CbuUnchecked = "cbu-unchecked",
            ["check-digits.cbu-account-block-checked", "check-digits.cbu-bank-block-checked"],
            |b| b.check_digits.cbu = CbuRule::Unchecked;
        /// The check digit of a CBU's account block is not looked at.
        CbuAccountBlockUnchecked = "cbu-account-block-unchecked", ["check-digits.cbu-account-block-checked"],
            |b| b.check_digits.cbu = CbuRule::FirstBlockOnly;
        /// The check digit of a CBU's bank block is not looked at.
        CbuBankBlockUnchecked = "cbu-bank-block-unchecked", ["check-digits.cbu-bank-block-checked"],
            |b| b.check_digits.cbu = CbuRule::SecondBlockOnly;
        /// A CBU passes when either of its blocks does.
        CbuEitherBlockSuffices = "cbu-either-block-suffices",
            ["check-digits.cbu-account-block-checked", "check-digits.cbu-bank-block-checked"],
            |b| b.check_digits.cbu = CbuRule::EitherBlock;
        /// The check digit of a CUIL is not looked at.
        CuilUnchecked = "cuil-unchecked", ["check-digits.cuil-checked"],
            |b| b.check_digits.cuil = CuilRule::Unchecked;
        /// A CUIL whose check digit is 0 is refused, because eleven is not folded to zero.
        CuilElevenNotFolded = "cuil-eleven-not-folded", ["check-digits.cuil-accepted"],
            |b| b.check_digits.cuil = CuilRule::ElevenNotFolded;
        /// A CUIL whose last digit is 0 passes unchecked.
        CuilZeroWaived = "cuil-zero-waived", ["check-digits.cuil-checked"],
            |b| b.check_digits.cuil = CuilRule::ZeroWaived;
        /// The check character of a RUT is not looked at.
        RutUnchecked = "rut-unchecked", ["check-digits.rut-checked"], |b| b.check_digits.rut = RutRule::Unchecked;
        /// A RUT that ends in K is refused.
        RutKRefused = "rut-k-refused", ["check-digits.rut-k-accepted"], |b| b.check_digits.rut = RutRule::KRefused;
        /// A RUT expects 0 where K belongs.
        RutKIsZero = "rut-k-is-zero", ["check-digits.rut-k-accepted"],
            |b| b.check_digits.rut = RutRule::KIsZero;
        /// A RUT whose check character is 0 passes unchecked.
        RutZeroWaived = "rut-zero-waived", ["check-digits.rut-checked"],
            |b| b.check_digits.rut = RutRule::ZeroWaived;
        /// The check digits of a CCI are not looked at.
        CciUnchecked = "cci-unchecked", ["check-digits.cci-account-part-checked", "check-digits.cci-bank-part-checked"],
            |b| b.check_digits.cci = CciRule::Unchecked;
        /// Only the first check digit of a CCI is looked at.
        CciSecondDigitUnchecked = "cci-second-digit-unchecked", ["check-digits.cci-account-part-checked"],
            |b| b.check_digits.cci = CciRule::FirstOnly;
        /// Only the second check digit of a CCI is looked at.
        CciFirstDigitUnchecked = "cci-first-digit-unchecked", ["check-digits.cci-bank-part-checked"],
            |b| b.check_digits.cci = CciRule::SecondOnly;
        /// A valid CPF whose digits are all refused when a check digit is zero.
        CpfZeroCheckRefused = "cpf-zero-check-refused", ["check-digits.cpf-accepted", "countries.br-takes-brl"],
            |b| b.check_digits.cpf = CpfRule::ZeroRefused;
        /// A CBU whose account block checks to zero is refused, because ten is not folded.
        CbuTenNotFolded = "cbu-ten-not-folded", ["check-digits.cbu-accepted"],
            |b| b.check_digits.cbu = CbuRule::TenNotFolded;
        /// A RUT whose check character is 0 is refused, because eleven is not folded.
        RutElevenNotFolded = "rut-eleven-not-folded", ["check-digits.rut-accepted"],
            |b| b.check_digits.rut = RutRule::ElevenNotFolded;
        /// The weights of a CCI start with two in place of one.
        CciWeightsTurnedRound = "cci-weights-turned-round", ["check-digits.cci-accepted", "countries.pe-takes-pen"],
            |b| b.check_digits.cci = CciRule::WeightsTurnedRound;
        /// A broken check digit makes a payout that is REJECTED.
        BrokenCheckBecomesRejected = "broken-check-becomes-rejected",
            [
                "check-digits.cbu-account-block-checked",
                "check-digits.cbu-bank-block-checked",
                "check-digits.cci-account-part-checked",
                "check-digits.cci-bank-part-checked",
                "check-digits.clabe-checked",
                "check-digits.cpf-altered-refused",
                "check-digits.cpf-first-digit-checked",
                "check-digits.cpf-second-digit-checked",
                "check-digits.cuil-checked",
                "check-digits.never-a-rejected-payout",
                "check-digits.rut-checked",
                "countries.mx-clabe-has-18-digits",
            ],
            |b| b.check_digits.failure = Failure::BecomesRejected;
    }
}
