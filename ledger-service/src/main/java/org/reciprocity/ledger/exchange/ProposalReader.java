package org.reciprocity.ledger.exchange;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.reciprocity.ledger.problem.BodyProblems;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Json;

/**
 * Reads a batch of proposals, item by item: what is wrong with the form of one is that one's affair. Only a body that is no
 * array, or breaks off being JSON, is refused as a whole. Of NDJSON every line is an item.
 */
final class ProposalReader {
    private static final ObjectReader LINE = Json.mapper().readerFor(ExchangeResource.NewExchange.class);

    /** What comes after an item of an array is the next. */
    private static final ObjectReader ITEM = LINE.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Validator validator;
    private final int most;

    ProposalReader(Validator validator, int most) {
        this.validator = validator;
        this.most = most;
    }

    /**
     * An item as it was read.
     *
     * @param request what it asks for; null where its form is wrong
     * @param problem what is wrong with it; null where nothing is
     */
    record Read(ExchangeResource.NewExchange request, Problem problem) {}

    /** Reads a JSON array. */
    List<Read> array(byte[] body) {
        var items = new ArrayList<Read>();
        try (var parser = ITEM.getFactory().createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw malformed("A batch is a JSON array, or NDJSON as application/x-ndjson.");
            }
            var array = parser.getParsingContext();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                add(items, item(parser));
                while (parser.getParsingContext() != array) {
                    if (parser.nextToken() == null) {
                        throw malformed("The body is not JSON, or JSON beyond all measure.");
                    }
                }
            }
            if (parser.nextToken() != null) {
                throw malformed("The body is not JSON, or JSON beyond all measure.");
            }
        } catch (IOException e) {
            throw malformed("The body is not JSON, or JSON beyond all measure.");
        }
        return items;
    }

    private Read item(JsonParser parser) throws IOException {
        try {
            return valid(ITEM.readValue(parser));
        } catch (JsonProcessingException e) {
            if (noJson(e)) {
                throw e;
            }
            return new Read(null, BodyProblems.unreadable(e));
        }
    }

    /** Whether what follows cannot be read either. */
    private static boolean noJson(Throwable failure) {
        return failure instanceof JsonParseException
                || failure instanceof StreamConstraintsException
                || (failure.getCause() != null && noJson(failure.getCause()));
    }

    /** Reads lines, each by itself. */
    List<Read> lines(List<byte[]> lines) {
        return lines.stream().map(this::line).toList();
    }

    private Read line(byte[] line) {
        try {
            return valid(LINE.readValue(line));
        } catch (JsonProcessingException e) {
            return new Read(null, BodyProblems.unreadable(e));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Read valid(ExchangeResource.NewExchange request) {
        if (request == null) {
            return new Read(null, Problem.of(ProblemType.MALFORMED_REQUEST, "An item is an exchange to record."));
        }
        var violations = validator.validate(request);
        return violations.isEmpty() ? new Read(request, null) : new Read(null, BodyProblems.invalid(violations));
    }

    private void add(List<Read> items, Read item) {
        if (items.size() == most) {
            throw Problem.of(ProblemType.TOO_MANY_ITEMS, "A batch has at most " + most + " items. Divide it.")
                    .exception();
        }
        items.add(item);
    }

    private static RuntimeException malformed(String detail) {
        return Problem.of(ProblemType.MALFORMED_REQUEST, detail).exception();
    }
}
