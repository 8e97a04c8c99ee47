// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.1.1, appendix B
package posthouse.ldap.syntax;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.asn1.ASN1StreamReader;
import com.unboundid.asn1.ASN1StreamReaderSequence;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a message whose structure {@link Ber#check} found sound. Filters are taken apart here, since the library's own reading
 * knows neither choices of the future nor an end to nesting; their assertions, controls and all BER are the library's.
 */
public final class MessageReader {
    private static final int SEQUENCE = 0x30;
    private static final int CONTROLS = 0xa0;
    private static final byte RULE = (byte) 0x81;
    private static final byte ATTRIBUTE = (byte) 0x82;
    private static final byte VALUE = (byte) 0x83;
    private static final int SIMPLE = 0x80;
    private static final int SASL = 0xa3;
    private static final int MOST_CONTROLS = 16;
    private static final String TOO_DEEP = "the filter is nested more than " + Ber.FILTER_DEPTH + " deep";

    private final ASN1StreamReader in;

    private MessageReader(byte[] message) {
        this.in = new ASN1StreamReader(new ByteArrayInputStream(message));
    }

    /** Decodes a whole message. */
    public static Message read(byte[] message) throws Malformed {
        switch (Ber.check(message)) {
            case SOUND -> {}
            case BROKEN -> throw new Malformed("a length does not fit");
            case TOO_DEEP -> throw new Malformed(TOO_DEEP);
        }
        try {
            return new MessageReader(message).message();
        } catch (IOException | ASN1Exception | LDAPException e) {
            throw new Malformed("an element is not what it has to be here");
        }
    }

    private Message message() throws IOException, ASN1Exception, LDAPException, Malformed {
        ASN1StreamReaderSequence all = open(SEQUENCE);
        int id = number();
        if (id <= 0) throw new Malformed("the message has the number " + id);
        Request request = request(in.peek());
        List<Control> controls = all.hasMoreElements() && in.peek() == CONTROLS ? controls() : List.of();
        return new Message(id, request, controls);
    }

    private Request request(int tag) throws IOException, ASN1Exception, LDAPException, Malformed {
        return switch ((byte) tag) {
            case LDAPMessage.PROTOCOL_OP_TYPE_BIND_REQUEST -> bind(tag);
            case LDAPMessage.PROTOCOL_OP_TYPE_UNBIND_REQUEST -> {
                in.readElement();
                yield new Request.Unbind();
            }
            case LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_REQUEST -> search(tag);
            case LDAPMessage.PROTOCOL_OP_TYPE_COMPARE_REQUEST -> compare(tag);
            case LDAPMessage.PROTOCOL_OP_TYPE_ABANDON_REQUEST -> new Request.Abandon(number());
            case LDAPMessage.PROTOCOL_OP_TYPE_EXTENDED_REQUEST -> extended(tag);
            case LDAPMessage.PROTOCOL_OP_TYPE_ADD_REQUEST -> change(Request.Kind.ADD);
            case LDAPMessage.PROTOCOL_OP_TYPE_DELETE_REQUEST -> change(Request.Kind.DELETE);
            case LDAPMessage.PROTOCOL_OP_TYPE_MODIFY_REQUEST -> change(Request.Kind.MODIFY);
            case LDAPMessage.PROTOCOL_OP_TYPE_MODIFY_DN_REQUEST -> change(Request.Kind.MODIFY_DN);
            default -> throw new Malformed("there is no request with the tag " + Integer.toHexString(tag & 0xff));
        };
    }

    private Request change(Request.Kind kind) throws IOException {
        in.readElement();
        return new Request.Change(kind);
    }

    private Request bind(int tag) throws IOException, ASN1Exception, Malformed {
        ASN1StreamReaderSequence all = open(tag);
        int version = number();
        String name = text();
        int choice = in.peek();
        if (choice == SIMPLE) {
            return new Request.Bind(version, name, Optional.of(octets()), Optional.empty());
        }
        Optional<String> mechanism = Optional.of("");
        if (choice == SASL) {
            open(SASL);
            mechanism = Optional.of(text());
        }
        while (all.hasMoreElements()) in.readElement();
        return new Request.Bind(version, name, Optional.empty(), mechanism);
    }

    private Request search(int tag) throws IOException, ASN1Exception, LDAPException, Malformed {
        open(tag);
        String base = text();
        int scope = present(in.readEnumerated());
        int deref = present(in.readEnumerated());
        int sizeLimit = number();
        int timeLimit = number();
        boolean typesOnly = present(in.readBoolean());
        Filter filter = filter(0);
        ASN1StreamReaderSequence list = open(SEQUENCE);
        List<String> attributes = new ArrayList<>();
        while (list.hasMoreElements()) attributes.add(text());
        return new Request.Search(base, scope, deref, sizeLimit, timeLimit, typesOnly, filter, List.copyOf(attributes));
    }

    /** Recursion is bounded by {@link Ber#FILTER_DEPTH}. */
    private Filter filter(int depth) throws IOException, ASN1Exception, LDAPException, Malformed {
        if (depth > Ber.FILTER_DEPTH) throw new Malformed(TOO_DEEP);
        int tag = in.peek();
        return switch ((byte) tag) {
            case com.unboundid.ldap.sdk.Filter.FILTER_TYPE_AND -> new Filter.And(filters(tag, depth));
            case com.unboundid.ldap.sdk.Filter.FILTER_TYPE_OR -> new Filter.Or(filters(tag, depth));
            case com.unboundid.ldap.sdk.Filter.FILTER_TYPE_NOT -> {
                ASN1StreamReaderSequence all = open(tag);
                if (!all.hasMoreElements()) throw new Malformed("a NOT without a filter");
                Filter part = filter(depth + 1);
                if (all.hasMoreElements()) throw new Malformed("a NOT of more than one filter");
                yield new Filter.Not(part);
            }
            case com.unboundid.ldap.sdk.Filter.FILTER_TYPE_EQUALITY,
                    com.unboundid.ldap.sdk.Filter.FILTER_TYPE_SUBSTRING,
                    com.unboundid.ldap.sdk.Filter.FILTER_TYPE_GREATER_OR_EQUAL,
                    com.unboundid.ldap.sdk.Filter.FILTER_TYPE_LESS_OR_EQUAL,
                    com.unboundid.ldap.sdk.Filter.FILTER_TYPE_PRESENCE,
                    com.unboundid.ldap.sdk.Filter.FILTER_TYPE_APPROXIMATE_MATCH ->
                new Filter.Item(com.unboundid.ldap.sdk.Filter.readFrom(in));
            case com.unboundid.ldap.sdk.Filter.FILTER_TYPE_EXTENSIBLE_MATCH -> extensible(in.readElement());
            default -> {
                if (tag < 0 || in.readElement() == null) throw new Malformed("the filter is missing");
                yield new Filter.Unrecognised();
            }
        };
    }

    /** One that names neither a rule nor an attribute is well-formed, and Undefined. */
    private static Filter extensible(ASN1Element element) throws ASN1Exception, LDAPException {
        boolean named = false;
        boolean valued = false;
        for (ASN1Element part : ASN1Sequence.decodeAsSequence(element).elements()) {
            named |= part.getType() == RULE || part.getType() == ATTRIBUTE;
            valued |= part.getType() == VALUE;
        }
        if (!named && valued) return new Filter.Unrecognised();
        return new Filter.Item(com.unboundid.ldap.sdk.Filter.decode(element));
    }

    private List<Filter> filters(int tag, int depth) throws IOException, ASN1Exception, LDAPException, Malformed {
        ASN1StreamReaderSequence all = open(tag);
        List<Filter> parts = new ArrayList<>();
        while (all.hasMoreElements()) parts.add(filter(depth + 1));
        return List.copyOf(parts);
    }

    private Request compare(int tag) throws IOException, Malformed {
        open(tag);
        String name = text();
        open(SEQUENCE);
        return new Request.Compare(name, text(), octets());
    }

    private Request extended(int tag) throws IOException, ASN1Exception, Malformed {
        ASN1StreamReaderSequence all = open(tag);
        String oid = text();
        Optional<byte[]> value = all.hasMoreElements() ? Optional.of(octets()) : Optional.empty();
        return new Request.Extended(oid, value);
    }

    private List<Control> controls() throws IOException, ASN1Exception, LDAPException, Malformed {
        ASN1StreamReaderSequence all = open(CONTROLS);
        List<Control> controls = new ArrayList<>();
        while (all.hasMoreElements()) {
            if (in.peek() != SEQUENCE) throw new Malformed("a control that is no sequence");
            if (controls.size() == MOST_CONTROLS) throw new Malformed("more than " + MOST_CONTROLS + " controls");
            controls.add(Control.readFrom(in));
        }
        return controls;
    }

    private ASN1StreamReaderSequence open(int tag) throws IOException, Malformed {
        if (in.peek() != (tag & 0xff)) throw new Malformed("an element has another tag than it has to have here");
        ASN1StreamReaderSequence opened = in.beginSequence();
        if (opened == null) throw new Malformed("an element is missing");
        return opened;
    }

    private int number() throws IOException, ASN1Exception, Malformed {
        return present(in.readInteger());
    }

    private String text() throws IOException, Malformed {
        return present(in.readString());
    }

    private byte[] octets() throws IOException, Malformed {
        return present(in.readBytes());
    }

    private static <T> T present(@Nullable T value) throws Malformed {
        if (value == null) throw new Malformed("an element is missing");
        return value;
    }
}
