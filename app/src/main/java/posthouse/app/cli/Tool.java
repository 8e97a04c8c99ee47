// SPDX-License-Identifier: Apache-2.0
package posthouse.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import posthouse.admin.AdminCodec;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Problems;
import posthouse.base.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Parses the command line and carries a verb to the server, or runs one of the process's own. */
public final class Tool {
    private static final Logger LOG = LoggerFactory.getLogger(Tool.class);
    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int USAGE = 2;
    private static final int NOT_PERMITTED = 3;
    private static final int NOT_REACHED = 69;
    private static final int CONFIGURATION = 78;

    private final Problems problems;
    private final PrintStream out;
    private final PrintStream err;
    private final Local local;
    private final JsonMapper json = JsonMapper.builder().build();

    /** Verbs that this process carries out itself. */
    public interface Local {
        /** Runs the demo until the process ends. */
        int demo(DemoOptions options);

        /** Runs the server until the process ends. */
        int serve(Path configuration);

        /** Verifies a store that no server has open; before that, when asked to, gives up what lies behind a damaged log. */
        JsonNode checkStopped(Path data, boolean cutLog);

        /** Sets a password in a store that no server has open. */
        JsonNode passwdStopped(Path data, String address, String password);

        /** The articles of the knowledge base. */
        JsonNode articles();

        /** One article as it is written. Refuses when there is none. */
        String article(String id);

        /** Plays the executable part of an article on a scratch server; 0 when all was as it says. */
        int play(String id, boolean asJson);

        String version();
    }

    public Tool(Problems problems, PrintStream out, PrintStream err, Local local) {
        this.problems = problems;
        this.out = out;
        this.err = err;
        this.local = local;
    }

    /** Runs the command line; the result is the process's exit code. */
    public int run(String... arguments) {
        ParseResult parsed;
        boolean wanted = List.of(arguments).contains("--json");
        try {
            parsed = parsed(arguments);
        } catch (ParameterException e) {
            return usage(e, wanted);
        }
        List<CommandLine> words = parsed.asCommandLineList();
        CommandLine last = words.getLast();
        if (last.isUsageHelpRequested()) {
            last.usage(out);
            return DONE;
        }
        if (parsed.hasMatchedOption("--version")) return version(wanted);
        if (!last.getSubcommands().isEmpty())
            return usage(
                    "a verb is missing; one of "
                            + String.join(", ", last.getSubcommands().keySet()),
                    wanted);
        boolean asJson = words.stream().anyMatch(w -> w.getParseResult().hasMatchedOption("--json"));
        try {
            return dispatch(words, parsed, last.getParseResult(), asJson);
        } catch (ParameterException e) {
            return usage(e, asJson);
        } catch (Refused e) {
            return refused(e.failure(), asJson);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("kb", KB.INTERNAL).log("The command failed");
            return refused(new Failure.Internal(KB.INTERNAL, e.getClass().getSimpleName()), asJson);
        } catch (IOException e) {
            return refused(
                    new Failure.Broken(KB.NOT_REACHED, "this data directory", String.valueOf(e.getMessage())), asJson);
        }
    }

    /** A server that starts does not wait for the words of all verbs; who mistypes something gets to choose among them. */
    private static ParseResult parsed(String... arguments) {
        if (arguments.length > 0 && List.of("demo", "serve").contains(arguments[0])) {
            CommandSpec starts = starts();
            try {
                return new CommandLine(starts).parseArgs(arguments);
            } catch (ParameterException e) {
                LOG.debug("The words do not do", e);
            }
        }
        return new CommandLine(root()).parseArgs(arguments);
    }

    private int dispatch(List<CommandLine> words, ParseResult top, ParseResult verb, boolean asJson)
            throws IOException {
        String name = words.stream()
                .skip(1)
                .map(CommandLine::getCommandName)
                .reduce((a, b) -> a + " " + b)
                .orElse("");
        switch (name) {
            case "demo":
                return local.demo(DemoOptions.of(words.getLast(), verb));
            case "serve":
                return local.serve(verb.matchedOptionValue("--config", Path.of("posthouse.toml")));
            case "version":
                return version(asJson);
            case "kb list":
                return print(local.articles(), printer(asJson), asJson);
            case "kb show":
                return show(id(verb), asJson);
            case "kb run":
                return local.play(id(verb), asJson);
            default:
                return remote(name, top, verb, asJson);
        }
    }

    private int remote(String name, ParseResult top, ParseResult verb, boolean asJson) throws IOException {
        Verb wanted = Verb.ALL.stream()
                .filter(v -> v.words().equals(name))
                .findFirst()
                .orElseThrow();
        ObjectNode command = json.createObjectNode();
        boolean plan = verb.hasMatchedOption("--plan");
        command.put("verb", plan ? "service plan" : name);
        if (plan) command.put("start", name.equals("service start"));
        for (Verb.Parameter p : wanted.parameters()) {
            if (p.repeats()) {
                var values = command.putArray(p.name());
                for (String each : values(verb, p)) values.add(p.name().equals("files") ? absolute(each) : each);
            } else if (!values(verb, p).isEmpty()) {
                command.put(p.name(), values(verb, p).getFirst());
            }
        }
        for (Verb.Option o : wanted.options()) {
            if (!verb.hasMatchedOption(o.name())) continue;
            if (o.flag()) command.put(o.member(), true);
            else if (o.member().equals("services")) {
                var services = command.putArray("services");
                for (String each : verb.matchedOption(o.name()).<List<String>>getValue()) services.add(each);
            } else command.put(o.member(), verb.matchedOptionValue(o.name(), ""));
        }
        if (wanted.password())
            command.put(
                    "password", Passwords.read(Optional.ofNullable(verb.matchedOptionValue("--password-file", null))));
        Reach reach = Reach.of(top, verb);
        if (verb.hasMatchedOption("--cut-log") && reach instanceof Reach.Remote)
            throw new ParameterException(
                    verb.commandSpec().commandLine(), "--cut-log is for a data directory that no server has open");
        boolean terminal = System.console() != null && System.console().isTerminal();
        JsonNode answer = answer(
                reach,
                name,
                verb.hasMatchedOption("--cut-log"),
                command,
                text -> err.print(terminal ? "\r" + text : text + "\n"));
        return print(answer, new Printer(out, terminal, asJson), asJson);
    }

    private JsonNode answer(Reach reach, String name, boolean cutLog, ObjectNode command, Consumer<String> progress) {
        // No server carries this out: whichever has the store open is named in the refusal.
        if (cutLog && reach instanceof Reach.Own own) return local.checkStopped(own.data(), true);
        try {
            return switch (reach) {
                case Reach.Own own -> new ControlClient().call(own.data(), command, progress);
                case Reach.Remote remote -> new RemoteClient().call(remote, command, progress);
            };
        } catch (Refused e) {
            if (!e.failure().problem().equals(KB.RUNS_NOT) || !(reach instanceof Reach.Own(Path data))) throw e;
            return switch (name) {
                case "check" -> local.checkStopped(data, false);
                case "account passwd" ->
                    local.passwdStopped(
                            data,
                            command.path("address").stringValue(""),
                            command.path("password").stringValue(""));
                default -> throw e;
            };
        }
    }

    private int print(JsonNode answer, Printer printer, boolean asJson) {
        if (answer.has("problem")) {
            JsonNode problem = answer.path("problem");
            err.println(asJson ? json.writeValueAsString(problem) : line(problem));
            // What the server could not even read is a mistake of the command line.
            int status = problem.path("status").asInt(0);
            if (status == 400) return USAGE;
            if (status == 401 || status == 403) return NOT_PERMITTED;
            return problem.path("permitted").asBoolean(true) ? REFUSED : NOT_PERMITTED;
        }
        printer.answer(answer.path("answer"));
        return answer.path("answer").path("clean").asBoolean(true) ? DONE : REFUSED;
    }

    private int refused(Failure failure, boolean asJson) {
        if (asJson) {
            err.println(json.writeValueAsString(AdminCodec.problem(problems, failure)));
        } else {
            err.println(problems.line(failure, Audience.ADMINISTRATOR));
        }
        if (List.of(KB.RUNS_NOT, KB.NOT_REACHED, KB.SERVER_NOT_REACHED).contains(failure.problem())) return NOT_REACHED;
        if (failure.problem().equals(KB.CONFIGURATION) || failure.problem().equals(KB.CERTIFICATE_UNREADABLE))
            return CONFIGURATION;
        return failure instanceof Failure.Denied ? NOT_PERMITTED : REFUSED;
    }

    /** "KB1234: what happened. What to do.", as every failure is printed. */
    private static String line(JsonNode problem) {
        return problem.path("line")
                .stringValue(problem.path("kb").stringValue("") + ": "
                        + problem.path("title").stringValue("") + " "
                        + problem.path("remedy").stringValue(""));
    }

    private int usage(ParameterException e, boolean asJson) {
        String why =
                String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ").replaceAll("\\.$", "");
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty())
            why += "; nearest: " + String.join(", ", unmatched.getSuggestions());
        return usage(why, asJson);
    }

    private int usage(String why, boolean asJson) {
        refused(new Failure.BadInput(KB.BAD_SYNTAX, "The command line", why), asJson);
        return USAGE;
    }

    private int version(boolean asJson) {
        ObjectNode answer = json.createObjectNode().put("version", local.version());
        out.println(asJson ? json.writeValueAsString(answer) : local.version());
        return DONE;
    }

    private int show(String id, boolean asJson) {
        String text = local.article(id);
        ObjectNode answer = json.createObjectNode()
                .put("id", id)
                .put("title", text.lines().findFirst().orElse("").replaceFirst("^#\\s*", ""))
                .put("text", text);
        out.println(asJson ? json.writeValueAsString(answer) : text);
        return DONE;
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().toString();
    }

    private static List<String> values(ParseResult verb, Verb.Parameter parameter) {
        for (PositionalParamSpec spec : verb.matchedPositionals())
            if (spec.paramLabel().equals("<" + parameter.name() + ">")) return spec.getValue();
        return List.of();
    }

    private static CommandSpec starts() {
        CommandSpec root = spec("posthouse", "The mail server that says what is true.");
        Reach.options(root);
        root.addOption(OptionSpec.builder("--version", "-V")
                .type(boolean.class)
                .description("what this is")
                .build());
        root.addSubcommand("demo", DemoOptions.spec(spec("demo", "run a sample organisation on this machine")));
        root.addSubcommand(
                "serve",
                spec("serve", "run the server")
                        .addOption(OptionSpec.builder("--config")
                                .type(Path.class)
                                .paramLabel("FILE")
                                .required(true)
                                .description("the configuration file")
                                .build()));
        return root;
    }

    private static CommandSpec root() {
        CommandSpec root = starts();
        root.addSubcommand("version", spec("version", "what this is"));
        CommandSpec kb = group(root, "kb");
        kb.addSubcommand("list", spec("list", "the articles of the knowledge base"));
        kb.addSubcommand("show", spec("show", "one article").addPositional(id()));
        kb.addSubcommand(
                "run",
                spec("run", "play an article on a scratch server of its own").addPositional(id()));
        for (Verb verb : Verb.ALL) {
            CommandSpec into = root;
            String[] words = verb.words().split(" ");
            for (int i = 0; i < words.length - 1; i++) into = group(into, words[i]);
            into.addSubcommand(words[words.length - 1], of(verb));
        }
        return root;
    }

    private static PositionalParamSpec id() {
        return PositionalParamSpec.builder()
                .paramLabel("<id>")
                .index("0")
                .arity("1")
                .type(String.class)
                .description("the article, such as KB1001")
                .build();
    }

    private static String id(ParseResult verb) {
        String id = verb.matchedPositionalValue(0, "").toUpperCase(Locale.ROOT);
        return id.matches("\\d{4}") ? "KB" + id : id;
    }

    private Printer printer(boolean asJson) {
        return new Printer(out, System.console() != null && System.console().isTerminal(), asJson);
    }

    private static CommandSpec group(CommandSpec into, String word) {
        CommandLine existing = into.subcommands().get(word);
        if (existing != null) return existing.getCommandSpec();
        CommandSpec made = spec(word, "see posthouse " + word + " --help");
        into.addSubcommand(word, made);
        return made;
    }

    private static CommandSpec of(Verb verb) {
        String[] words = verb.words().split(" ");
        CommandSpec spec = spec(words[words.length - 1], verb.help());
        Reach.options(spec);
        int index = 0;
        for (Verb.Parameter p : verb.parameters()) {
            spec.addPositional(PositionalParamSpec.builder()
                    .paramLabel("<" + p.name() + ">")
                    .index(p.repeats() ? index + "..*" : "" + index)
                    .arity(p.repeats() ? p.optional() ? "0..*" : "1..*" : p.optional() ? "0..1" : "1")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .description(p.help())
                    .build());
            index++;
        }
        for (Verb.Option o : verb.options()) {
            var option = OptionSpec.builder(o.names()).description(o.help());
            if (o.flag()) option.type(boolean.class);
            else if (o.member().equals("services"))
                option.type(List.class).auxiliaryTypes(String.class).arity("1");
            else option.type(String.class).required(o.name().equals("--account"));
            spec.addOption(option.build());
        }
        if (verb.password())
            spec.addOption(OptionSpec.builder("--password-file")
                    .type(Path.class)
                    .paramLabel("FILE")
                    .description("a file whose first line is the password")
                    .build());
        return spec;
    }

    private static CommandSpec spec(String name, String help) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(help);
        spec.addOption(OptionSpec.builder("--json")
                .type(boolean.class)
                .description("answer in JSON")
                .build());
        spec.addOption(OptionSpec.builder("--help", "-h")
                .type(boolean.class)
                .usageHelp(true)
                .description("this text")
                .build());
        return spec;
    }
}
