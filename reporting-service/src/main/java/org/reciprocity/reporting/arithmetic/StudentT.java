package org.reciprocity.reporting.arithmetic;

/**
 * Student's t distribution: the point that a share of it lies below. By the regularised incomplete beta function (continued
 * fraction, Lentz's method; Abramowitz and Stegun 26.5.8 and 26.7.1) and bisection, in {@link StrictMath}, so that every machine gets the same.
 */
public final class StudentT {
    private static final double[] LANCZOS = {
        76.18009172947146,
        -86.50532032941678,
        24.01409824083091,
        -1.231739572450155,
        0.001208650973866179,
        -5.395239384953e-6
    };

    private StudentT() {}

    /** The two-sided 95% point: 97.5% of the distribution with that many degrees of freedom, of 1 or more, lies below. */
    public static double point95(double degrees) {
        double low = 0;
        double high = 13; // 12.706 for one degree of freedom
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (below(middle, degrees) < .975) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The share of the distribution below t, for t of zero or more. */
    static double below(double t, double degrees) {
        return 1 - incompleteBeta(degrees / (degrees + t * t), degrees / 2.0, .5) / 2;
    }

    private static double incompleteBeta(double x, double a, double b) {
        if (x <= 0) {
            return 0;
        }
        if (x >= 1) {
            return 1;
        }
        double front = StrictMath.exp(
                logGamma(a + b) - logGamma(a) - logGamma(b) + a * StrictMath.log(x) + b * StrictMath.log1p(-x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
    }

    private static double fraction(double x, double a, double b) {
        double tiny = 1e-300;
        double c = 1;
        double d = 1 - (a + b) * x / (a + 1);
        d = 1 / (StrictMath.abs(d) < tiny ? tiny : d);
        double result = d;
        for (int m = 1; m <= 10_000; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 + even * d;
            d = 1 / (StrictMath.abs(d) < tiny ? tiny : d);
            c = 1 + even / c;
            c = StrictMath.abs(c) < tiny ? tiny : c;
            result *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 + odd * d;
            d = 1 / (StrictMath.abs(d) < tiny ? tiny : d);
            c = 1 + odd / c;
            c = StrictMath.abs(c) < tiny ? tiny : c;
            double step = d * c;
            result *= step;
            if (StrictMath.abs(step - 1) < 1e-15) {
                break;
            }
        }
        return result;
    }

    private static double logGamma(double x) {
        double y = x;
        double base = x + 5.5;
        base -= (x + .5) * StrictMath.log(base);
        double series = 1.000000000190015;
        for (double coefficient : LANCZOS) {
            y += 1;
            series += coefficient / y;
        }
        return -base + StrictMath.log(2.5066282746310007 * series / x);
    }
}
