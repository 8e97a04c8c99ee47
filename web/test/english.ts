// SPDX-License-Identifier: Apache-2.0
import messages from "virtual:catalogue/en";
import { speak } from "../src/text/t.tsx";

speak(messages);
