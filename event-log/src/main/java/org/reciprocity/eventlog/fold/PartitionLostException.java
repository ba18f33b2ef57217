package org.reciprocity.eventlog.fold;

/** Another consumer was assigned a partition meanwhile; what was gathered here must not be written. */
final class PartitionLostException extends RuntimeException {

    PartitionLostException(String message) {
        super(message);
    }
}
