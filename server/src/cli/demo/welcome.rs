//! What the demo tells whoever started it.

use std::io::{self, Write};

use super::ground::USERS;

/// Where everything is.
pub(super) struct Welcome<'a> {
    pub(super) address: &'a str,
    pub(super) password: &'a str,
    pub(super) notification_url: &'a str,
    /// An agent who is at work now.
    pub(super) agent: &'a str,
}

impl Welcome<'_> {
    /// Prints it.
    pub(super) fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { address, password, notification_url, agent } = self;
        writeln!(out, "\nKadans is at   {address}\n")?;
        writeln!(out, "Sign in as")?;
        for user in &USERS {
            writeln!(out, "    {}", user.email)?;
        }
        writeln!(out, "Password       {password}\n")?;
        writeln!(out, "200 people, and a simulated Odigo that goes on telling what they do. Be Odigo yourself:")?;
        writeln!(out, "    curl -i '{notification_url}' -d 'agentId={agent}&state=PAUSE&pauseType=COFFEE'\n")?;
        writeln!(out, "Ctrl-C ends it; the next start with the same data directory goes on.")?;
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_starts_the_demo_learns_where_to_go_and_how_to_get_in() {
        let mut out = Vec::new();
        let welcome = Welcome {
            address: "http://127.0.0.1:8080",
            password: "abcde-fghij-klmno",
            notification_url: "http://127.0.0.1:8080/notify/odg_x",
            agent: "lgarcia",
        };
        welcome.print(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for part in
            ["http://127.0.0.1:8080\n", "planner@demo.example", "abcde-fghij-klmno", "agentId=lgarcia", "Ctrl-C"]
        {
            assert!(text.contains(part), "{part} is not in:\n{text}");
        }
    }
}
