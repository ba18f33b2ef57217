package org.reciprocity.eventlog.fold;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the records that one consumer thread polls into a batch, and then folds the batch into the projection at once. Reading
 * happens beside other readers; folding does not.
 */
public interface BatchReader {

    /**
     * Reads a record and adds it to the batch.
     *
     * @return false for a type that this projection does not know; the batch is unchanged then
     * @throws UnreadableRecordException when it ought to be understood and is not; the batch is unchanged then
     */
    boolean read(Envelope envelope, ConsumerRecord<ByteBuffer, ByteBuffer> record) throws UnreadableRecordException;

    /** Takes the record read last out of the batch again: it was a duplicate. */
    void retract();

    /** Folds the batch into the projection, and empties it. No other reader of this projection folds at the same time. */
    void fold();

    /** Empties the batch. */
    void clear();
}
