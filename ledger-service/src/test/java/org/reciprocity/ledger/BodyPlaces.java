package org.reciprocity.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The places in a JSON body, and the body with something else in one of them. */
final class BodyPlaces {
    private BodyPlaces() {}

    /** Every place in a body but the whole. */
    static List<String> of(JsonNode node, String at) {
        var pointers = new ArrayList<String>();
        if (!at.isEmpty()) {
            pointers.add(at);
        }
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> pointers.addAll(of(object.get(name), at + "/" + name)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                pointers.addAll(of(array.get(i), at + "/" + i));
            }
        }
        return pointers;
    }

    /** The body with a piece of JSON in one place, spelled as it is given. */
    static String with(JsonNode body, String pointer, String value) {
        var copy = body.deepCopy();
        int end = pointer.lastIndexOf('/');
        var parent = copy.at(pointer.substring(0, end));
        var last = pointer.substring(end + 1);
        if (parent instanceof ObjectNode object) {
            object.put(last, "@@@");
        } else if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), "@@@");
        }
        return copy.toString().replace("\"@@@\"", value);
    }
}
