// SPDX-License-Identifier: Apache-2.0
package posthouse.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What {@code posthouse demo} was asked for.
 *
 * @param data where to keep the store; empty for a scratch directory
 * @param autoPorts every listener on a free port
 * @param json print the JSON line
 * @param empty no sample organisation
 * @param people size of the sample organisation
 * @param messages its messages
 */
public record DemoOptions(
        Optional<Path> data, boolean autoPorts, boolean json, boolean empty, int people, int messages) {
    private static final int PEOPLE = 12;
    private static final int MESSAGES = 400;
    /** An administrator and two people. */
    private static final int FEWEST = 3;

    /** Refuses, as a mistake of the command line, what is no demo. */
    static DemoOptions of(CommandLine line, ParseResult verb) {
        String ports = verb.matchedOptionValue("--ports", "default");
        if (!ports.equals("auto") && !ports.equals("default"))
            throw new ParameterException(line, "'" + ports + "' is not a choice for '--ports'; nearest: auto");
        int people = verb.matchedOptionValue("--people", PEOPLE);
        if (people < FEWEST)
            throw new ParameterException(line, "'--people' takes " + FEWEST + " or more, not " + people);
        int messages = verb.matchedOptionValue("--messages", MESSAGES);
        if (messages < 0) throw new ParameterException(line, "'--messages' takes 0 or more, not " + messages);
        return new DemoOptions(
                Optional.ofNullable(verb.matchedOptionValue("--data", (Path) null)),
                ports.equals("auto"),
                verb.hasMatchedOption("--json"),
                verb.hasMatchedOption("--empty"),
                people,
                messages);
    }

    static CommandSpec spec(CommandSpec spec) {
        spec.addOption(option("--data", Path.class, "keep the store in this directory"));
        spec.addOption(option("--ports", String.class, "auto: every listener on a free port"));
        spec.addOption(option("--empty", boolean.class, "no sample organisation"));
        spec.addOption(option("--people", Integer.class, "people of the sample organisation (" + PEOPLE + ")"));
        spec.addOption(option("--messages", Integer.class, "messages of the sample organisation (" + MESSAGES + ")"));
        return spec;
    }

    private static OptionSpec option(String name, Class<?> type, String help) {
        return OptionSpec.builder(name).type(type).description(help).build();
    }
}
