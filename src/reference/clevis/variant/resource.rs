//! Freedoms of how a payout is shown.

use super::super::behaviour::resource::{Detail, Echo, Extras, History, IdStyle, QuietCodes, Times};
use super::super::catalogue::chapter;

chapter! {
    /// Variants of the resource.
    ResourceVariant {
        /// Payout ids are UUIDs without prefix.
        IdsAreUuids = "ids-are-uuids", ["payout.may-form-ids-freely"],
            |b| b.resource.ids = IdStyle::Uuid;
        /// Payout ids are digits.
        IdsAreDigits = "ids-are-digits", ["payout.may-form-ids-freely"],
            |b| b.resource.ids = IdStyle::Digits;
        /// Payout ids are more than a hundred characters long.
        IdsAreLong = "ids-are-long", ["payout.may-form-ids-freely"],
            |b| b.resource.ids = IdStyle::Long;
        /// History entries are words.
        HistoryOfWords = "history-of-words", ["payout.may-shape-history-entries"],
            |b| b.resource.history = History::Words;
        /// History entries are moves from one state to another.
        HistoryOfMoves = "history-of-moves", ["payout.may-shape-history-entries"],
            |b| b.resource.history = History::Moves;
        /// The history begins with the newest entry.
        HistoryNewestFirst = "history-newest-first", ["payout.may-shape-history-entries"],
            |b| b.resource.history = History::NewestFirst;
        /// The history holds the latest entry alone.
        HistoryOfLatest = "history-of-latest", ["payout.may-shape-history-entries"],
            |b| b.resource.history = History::LatestOnly;
        /// Bank data, documents and addresses are masked.
        BeneficiaryMasked = "beneficiary-masked", ["payout.may-leave-out-the-request"],
            |b| b.resource.echo = Echo::Masked;
        /// Of the request, the payout repeats the amount alone.
        RequestNotRepeated = "request-not-repeated", ["payout.may-leave-out-the-request"],
            |b| b.resource.echo = Echo::Minimal;
        /// Members that were not sent are left out in place of null.
        NullsLeftOut = "nulls-left-out", ["payout.may-leave-out-the-request"],
            |b| b.resource.echo = Echo::NullsOmitted;
        /// Times have microseconds.
        TimesInMicroseconds = "times-in-microseconds", ["payout.may-add-members"],
            |b| b.resource.times = Times::Microseconds;
        /// Times have an offset in place of Z.
        TimesWithOffset = "times-with-offset", ["payout.may-add-members"],
            |b| b.resource.times = Times::Offset;
        /// Times are numbers of seconds.
        TimesAreNumbers = "times-are-numbers", ["payout.may-add-members"],
            |b| b.resource.times = Times::Epoch;
        /// Payouts, errors, events and history entries have members nobody documented.
        ExtraMembersEverywhere = "extra-members-everywhere", ["payout.may-add-members"],
            |b| b.resource.extras = Extras::Everywhere;
        /// Codes and details of states that nothing forces are null.
        QuietStatesWithoutCode = "quiet-states-without-code", ["payout.may-leave-codes-out-before-the-end"],
            |b| b.resource.quiet_codes = QuietCodes::Null;
        /// Details begin with words of the server's own.
        DetailsLeadIn = "details-lead-in", ["triggers.may-lead-in-details"],
            |b| b.resource.detail = Detail::Prefixed;
    }
}
