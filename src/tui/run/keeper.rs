//! Reading and writing the saved filters, in a thread: a slow disk must hold nobody up.

use std::io;
use std::sync::mpsc::{self, Receiver, channel};
use std::time::Duration;

use crate::folders::Folders;
use crate::journal::filters::{Answer, FilterFile, Order};
use crate::tui::action::Action;

use super::{Message, start};

/// How long the end of the program waits for a slow disk.
const PATIENCE: Duration = Duration::from_secs(1);

/// Carries out orders about the saved filters, one after the other. Its thread starts with the
/// first.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    thread: Option<(mpsc::Sender<Order>, Receiver<()>)>,
}

impl Keeper {
    /// Carries out an order, soon; the answer comes as a message.
    pub(super) fn carry_out(
        &mut self,
        order: Order,
        sender: &mpsc::Sender<Message>,
    ) -> io::Result<()> {
        let (orders, _) = match &mut self.thread {
            Some(thread) => thread,
            none => none.insert(begin(sender)?),
        };
        let _ = orders.send(order);
        Ok(())
    }

    /// Waits until everything is written, for a while.
    pub(super) fn finish(self) {
        if let Some((orders, done)) = self.thread {
            drop(orders);
            let _ = done.recv_timeout(PATIENCE);
        }
    }
}

fn begin(sender: &mpsc::Sender<Message>) -> io::Result<(mpsc::Sender<Order>, Receiver<()>)> {
    let (orders, ordered) = channel::<Order>();
    let (finished, done) = channel();
    start("filters", sender, move |sender| {
        let folders = Folders::of_user();
        let file = folders.map(|folders| FilterFile::new(&folders.state));
        for order in ordered {
            let answer = match &file {
                Some(file) => file.carry_out(order),
                None => Answer {
                    told: Some("there is no home folder to keep filters in".to_owned()),
                    ..Answer::default()
                },
            };
            // Nobody is listening any more when the reader has quit meanwhile.
            let _ = sender.send(Message::Done(Action::Filters(answer)));
        }
        let _ = finished.send(());
    })?;
    Ok((orders, done))
}
