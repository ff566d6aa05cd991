//! Where payouts and money are kept: payouts by external id within their shop, money by shop.

use std::collections::HashMap;
use std::sync::Arc;

use super::amount::Amount;
use super::behaviour::Scope;
use super::config::Shop;
use super::payout::Payout;

/// What a shop has at the start.
pub(crate) const OPENING: Account = Account {
    available: Amount::of_units(98_500_000),
    pending: Amount::of_units(1_500),
    frozen: Amount(250_100_000),
    credit: Amount(5_000_050_000),
    reserved: Amount(0),
};

/// The money of a shop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Account {
    pub(crate) available: Amount,
    pub(crate) pending: Amount,
    pub(crate) frozen: Amount,
    pub(crate) credit: Amount,
    /// What of the pending is set aside for payouts under way.
    pub(crate) reserved: Amount,
}

impl Account {
    pub(crate) fn reserve(&mut self, amount: Amount) {
        self.available.0 -= amount.0;
        self.pending.0 += amount.0;
        self.reserved.0 += amount.0;
    }

    /// Money set aside is gone, or free again.
    pub(crate) fn settle(&mut self, amount: Amount, is_paid: bool) {
        self.pending.0 -= amount.0;
        self.reserved.0 -= amount.0;
        if !is_paid {
            self.available.0 += amount.0;
        }
    }

    pub(crate) fn total(&self) -> Amount {
        Amount(self.available.0 + self.pending.0 + self.frozen.0 + self.credit.0)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Book {
    payouts: HashMap<(usize, u64, String), Arc<Payout>>,
    accounts: HashMap<u64, Account>,
}

impl Book {
    pub(crate) fn account(&mut self, shop: &Shop) -> &mut Account {
        self.accounts.entry(shop.id).or_insert(OPENING)
    }

    pub(crate) fn find(&self, merchant: usize, shop: &Shop, external_id: &str) -> Option<Arc<Payout>> {
        self.payouts.get(&(merchant, shop.id, external_id.to_owned())).cloned()
    }

    /// The payout of a merchant in whichever shop.
    pub(crate) fn find_anywhere(&self, merchant: usize, external_id: &str) -> Option<Arc<Payout>> {
        let mut found = self.payouts.iter().filter(|((owner, _, name), _)| *owner == merchant && name == external_id);
        found.next().map(|(_, payout)| Arc::clone(payout))
    }

    /// The payout whose name a create would take.
    pub(crate) fn taken(&self, scope: Scope, merchant: usize, shop: &Shop, external_id: &str) -> Option<Arc<Payout>> {
        match scope {
            Scope::Shop => self.find(merchant, shop, external_id),
            Scope::Merchant => self.find_anywhere(merchant, external_id),
        }
    }

    pub(crate) fn keep(&mut self, payout: &Arc<Payout>) {
        let name = (payout.merchant, payout.shop.id, payout.order.external_id.clone());
        self.payouts.insert(name, Arc::clone(payout));
    }
}
