//! The embedded reference servers, one folder per contract. They share nothing with the suite that judges them.
