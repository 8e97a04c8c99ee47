// SPDX-License-Identifier: Apache-2.0
package posthouse.jmap;

import java.util.List;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.jmap.core.ApiHandler;
import posthouse.jmap.core.Download;
import posthouse.jmap.core.EventSource;
import posthouse.jmap.core.MethodTable;
import posthouse.jmap.core.Processor;
import posthouse.jmap.core.SocketSession;
import posthouse.jmap.core.Upload;

/** The room, made from the rooms below it. */
public final class Jmap {
    private final JmapRooms rooms;
    private final Processor processor;

    public Jmap(JmapRooms rooms) {
        this.rooms = rooms;
        this.processor = new Processor(rooms, MethodTable.all());
    }

    /** The methods in process, for what is rendered on the server. */
    public JmapApi api() {
        return new JmapApi(rooms, processor);
    }

    /** The addresses of the session object. */
    public List<Route> routes() {
        var access = new RouteAccess.SessionOrBasic();
        var api = new ApiHandler(rooms, processor);
        var download = new Download(rooms);
        return List.of(
                new Route("GET", "/.well-known/jmap", access, api::session),
                new Route("GET", "/jmap/session", access, api::session),
                new Route("POST", "/jmap/api", access, api::handle),
                new Route("POST", "/jmap/upload/{accountId}/", access, new Upload(rooms)),
                new Route("GET", "/jmap/eventsource/", access, new EventSource(rooms)),
                Route.webSocket("/jmap/ws", access, "jmap", peer -> new SocketSession(rooms, api, peer)),
                new Route("GET", "/jmap/download/{accountId}/{blobId}/{name~}", access, download));
    }
}
