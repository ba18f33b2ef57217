package org.reciprocity.reporting.projection;

import java.util.Optional;

/** The kinds of exchange. Each has a number that the tables know it by and that never changes. */
public enum Kind {
    /** From participant to participant. */
    SERVICE(1, "service"),
    /** From a participant to an agency or the community. */
    CONTRIBUTION(2, "contribution"),
    /** Planning, commissioning, recruiting together. */
    CODESIGN(3, "codesign"),
    /** Credit spent at a partner. */
    REDEMPTION(4, "redemption"),
    /** Credit given from one participant to another. */
    GIFT(5, "gift"),
    /** Credit given from the community's pot. */
    GRANT(6, "grant"),
    /** Credit brought into being. */
    ISSUANCE(7, "issuance"),
    /** Credit taken out of being. */
    RETIREMENT(8, "retirement"),
    /** The balance of somebody who leaves. */
    SETTLEMENT(9, "settlement"),
    /** Credit between communities. */
    TRANSFER(10, "transfer");

    private static final Kind[] BY_NUMBER = new Kind[values().length + 1];

    static {
        for (var kind : values()) {
            BY_NUMBER[kind.number] = kind;
        }
    }

    private final int number;
    private final String code;

    Kind(int number, String code) {
        this.number = number;
        this.code = code;
    }

    /** How the tables know it. */
    public int number() {
        return number;
    }

    /** How the contract writes it. */
    public String code() {
        return code;
    }

    /** Whether its legs are hours that people gave to each other: what activity and participation count. */
    public boolean isHours() {
        return switch (this) {
            case SERVICE, CONTRIBUTION, CODESIGN -> true;
            case REDEMPTION, GIFT, GRANT, ISSUANCE, RETIREMENT, SETTLEMENT, TRANSFER -> false;
        };
    }

    /** Whether it is kept who gave to whom: hours, and what partners accept and are reimbursed. */
    public boolean isPaired() {
        return isHours() || this == REDEMPTION || this == RETIREMENT;
    }

    /** The kind of a number in the tables. */
    public static Kind of(int number) {
        return BY_NUMBER[number];
    }

    /** The kind that the contract writes so, if there is one. */
    public static Optional<Kind> of(String code) {
        for (var kind : values()) {
            if (kind.code.equals(code)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
