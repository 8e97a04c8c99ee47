// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1.1.5 RSET, §4.1.1.6 VRFY, §4.1.1.8 HELP, §4.1.1.9 NOOP, §4.1.1.10 QUIT
package posthouse.smtp.command;

import posthouse.smtp.session.Answer;
import posthouse.smtp.session.Session;

/** Commands with one fixed answer. */
enum Simple implements Command {
    RSET {
        @Override
        public Answer run(Session session, String arguments) {
            session.forget();
            return Answer.of(session.replies().reset);
        }
    },
    NOOP {
        @Override
        public Answer run(Session session, String arguments) {
            return Answer.of(session.replies().ok);
        }
    },
    VRFY {
        @Override
        public Answer run(Session session, String arguments) {
            return Answer.of(session.replies().cannotVerify);
        }
    },
    HELP {
        @Override
        public Answer run(Session session, String arguments) {
            return Answer.of(session.replies().help());
        }
    },
    QUIT {
        @Override
        public Answer run(Session session, String arguments) {
            return Answer.closing(session.replies().bye);
        }
    }
}
