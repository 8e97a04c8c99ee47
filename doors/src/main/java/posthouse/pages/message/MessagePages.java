// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import posthouse.formats.Envelope;
import posthouse.formats.MailAddress;
import posthouse.formats.Part;
import posthouse.http.Exchange;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.pages.image.ImageTokens;
import posthouse.pages.view.FrameView;
import posthouse.pages.view.JteframeGenerated;
import posthouse.pages.view.JteprintGenerated;
import posthouse.pages.view.PrintView;
import posthouse.pages.view.Site;
import posthouse.store.Store;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A message for the reading frame, for an answer, for paper, as source and as files. No script ever runs in any of them. */
public final class MessagePages {
    private static final String SANDBOX = "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";
    private static final String POLICY =
            "; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    private static final JsonFactory JSON = new JsonFactory();

    private final Store store;
    private final ImageTokens images;
    private final Site site;
    private final DateTimeFormatter date;

    public MessagePages(Store store, ImageTokens images, Site site) {
        this.store = store;
        this.images = images;
        this.site = site;
        this.date = site.catalogue().date("long");
    }

    public List<Route> routes() {
        RouteAccess page = new RouteAccess.Session(true);
        RouteAccess data = new RouteAccess.Session(false);
        return List.of(
                new Route("GET", "/mail/frame/{accountId}/{emailId}", page, this::frame),
                new Route("GET", "/mail/quote/{accountId}/{emailId}", data, this::quote),
                new Route("GET", "/mail/print/{accountId}/{emailId}", page, this::print),
                new Route("GET", "/mail/source/{accountId}/{emailId}", page, this::source),
                new Route("GET", "/mail/files/{accountId}/{emailId}.zip", page, this::files));
    }

    private Function<String, Optional<String>> pictures(Exchange x) {
        boolean shown = x.query("images").map("proxy"::equals).orElse(false);
        return url -> shown ? Optional.of(images.path(url)) : Optional.empty();
    }

    private void frame(Exchange x) throws IOException {
        OpenMessage m = OpenMessage.of(x, store);
        Body.Shown body = Body.read(m, pictures(x), site.catalogue()::text, true);
        String theme = x.query("theme").filter("dark"::equals).orElse("light");
        x.set("Content-Security-Policy", SANDBOX + POLICY);
        x.set("Cache-Control", "private, max-age=300");
        x.set("Vary", "Accept-Language, Cookie");
        x.set("Cross-Origin-Resource-Policy", "same-origin");
        String subject = m.email().index().envelope().subject().orElse("");
        FrameView v = new FrameView(
                site.language().tag(),
                subject,
                theme,
                body.blocked(),
                body.authored() ? "1" : "0",
                body.plain() ? "1" : "0",
                body.css(),
                body.html(),
                body.partial() ? site.catalogue().text("page.frame.partial") : "");
        x.answerGzip(200, "text/html; charset=utf-8", Site.render(out -> JteframeGenerated.render(out, null, v)));
    }

    private void print(Exchange x) throws IOException {
        OpenMessage m = OpenMessage.of(x, store);
        Body.Shown body = Body.read(m, pictures(x), site.catalogue()::text, false);
        Envelope e = m.email().index().envelope();
        List<PrintView.Line> lines = new ArrayList<>();
        line(lines, "page.print.from", people(e.from()));
        line(lines, "page.print.to", people(e.to()));
        line(lines, "page.print.cc", people(e.cc()));
        line(lines, "page.print.bcc", people(e.bcc()));
        line(
                lines,
                "page.print.date",
                m.email()
                        .index()
                        .sentAt()
                        .map(date::format)
                        .orElseGet(() -> date.format(m.email().receivedAt().atOffset(ZoneOffset.UTC))));
        String names = m.files().stream().map(p -> p.name().orElse(p.type())).collect(Collectors.joining(", "));
        line(lines, "page.print.files", names);
        // allow-modals lets the mailbox's own window open the print dialog; there is no script here that could open one
        x.set("Content-Security-Policy", SANDBOX + " allow-modals" + POLICY);
        x.set("Cache-Control", "no-store");
        PrintView v = new PrintView(
                site.language().tag(),
                e.subject().orElse(site.catalogue().text("page.print.nosubject")),
                lines,
                body.css(),
                body.html());
        x.answerGzip(200, "text/html; charset=utf-8", Site.render(out -> JteprintGenerated.render(out, null, v)));
    }

    private void line(List<PrintView.Line> lines, String key, String value) {
        if (!value.isEmpty()) lines.add(new PrintView.Line(site.catalogue().text(key), value));
    }

    private static String people(List<MailAddress> list) {
        return list.stream()
                .limit(200)
                .map(a -> a.name().map(n -> n + " <" + a.email() + ">").orElse(a.email()))
                .collect(Collectors.joining(", "));
    }

    private void quote(Exchange x) throws IOException {
        OpenMessage m = OpenMessage.of(x, store);
        StringWriter text = new StringWriter();
        try (JsonGenerator g = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            g.writeStartObject();
            g.writeStringProperty("html", Body.quoteHtml(m));
            g.writeStringProperty("text", Body.quoteText(m));
            g.writeEndObject();
        }
        x.set("Cache-Control", "no-store");
        x.answerGzip(200, "application/json", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void source(Exchange x) throws IOException {
        OpenMessage m = OpenMessage.of(x, store);
        boolean download = x.query("download").isPresent();
        x.set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
        x.set(
                "Content-Disposition",
                download ? "attachment; filename=\"message.eml\"" : "inline; filename=\"message.txt\"");
        x.set("Cache-Control", "no-store");
        try (InputStream in = m.source().open();
                OutputStream out = x.answerStream(
                        200,
                        download ? "message/rfc822" : "text/plain; charset=utf-8",
                        m.source().size())) {
            in.transferTo(out);
        }
    }

    private void files(Exchange x) throws IOException {
        OpenMessage m = OpenMessage.of(x, store);
        x.set("Content-Security-Policy", "sandbox; default-src 'none'");
        x.set("Content-Disposition", "attachment; filename=\"files.zip\"");
        x.set("Cache-Control", "no-store");
        Set<String> taken = new HashSet<>();
        try (OutputStream out = x.answerStream(200, "application/zip", -1);
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Part p : m.files()) {
                zip.putNextEntry(new ZipEntry(unique(fileName(p), taken)));
                try (InputStream in = m.decoded(p)) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
    }

    private static String fileName(Part p) {
        if (p.name().isPresent()) return p.name().get();
        String ending = switch (p.type()) {
            case "message/rfc822" -> ".eml";
            case "text/plain" -> ".txt";
            case "text/html" -> ".html";
            case "text/calendar" -> ".ics";
            case "image/jpeg" -> ".jpg";
            case "image/png" -> ".png";
            case "image/gif" -> ".gif";
            case "application/pdf" -> ".pdf";
            default -> ".bin";
        };
        return "part-" + p.partId() + ending;
    }

    private static String unique(String name, Set<String> taken) {
        String candidate = name;
        int dot = name.lastIndexOf('.');
        for (int n = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); n++)
            candidate = dot > 0 ? name.substring(0, dot) + " (" + n + ")" + name.substring(dot) : name + " (" + n + ")";
        return candidate;
    }
}
