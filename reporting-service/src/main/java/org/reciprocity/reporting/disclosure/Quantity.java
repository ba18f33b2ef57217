package org.reciprocity.reporting.disclosure;

/** What a cell counts, and so how it is published. */
public enum Quantity {
    /** People, or what they did: whole numbers, published to the nearest 5; 1 to 7 never. */
    COUNT(5) {
        @Override
        public long published(long exact) {
            return round(exact) * unit();
        }

        @Override
        Interval withheld(long most) {
            return new Interval(1, most);
        }
    },
    /** Minutes, published in hours to the nearest hour, half up. */
    MINUTES(60) {
        @Override
        public long published(long exact) {
            return round(exact);
        }

        @Override
        Interval withheld(long most) {
            return new Interval(0, most);
        }
    };

    /** The most of what is few. */
    static final long FEW = 7;

    private final long unit;

    Quantity(long unit) {
        this.unit = unit;
    }

    /** What is rounded to. */
    long unit() {
        return unit;
    }

    /** The most that is published as this number. */
    public long most(long published) {
        return told(this == COUNT ? published : published * unit).high();
    }

    /** An exact number as it is published: a count to the nearest 5, minutes as hours. */
    public abstract long published(long exact);

    /** What everybody knows of a number that is not zero from its being withheld. */
    abstract Interval withheld(long most);

    long round(long exact) {
        return Math.floorDiv(exact + unit / 2, unit);
    }

    /** What everybody knows of a number that is published: that it is rounded, and is no count of a few. */
    Interval told(long exact) {
        if (exact == 0) {
            return Interval.exactly(0);
        }
        long middle = round(exact) * unit;
        long least = this == COUNT ? FEW + 1 : 0;
        return new Interval(Math.max(least, middle - unit / 2), middle + (unit - 1) / 2);
    }
}
