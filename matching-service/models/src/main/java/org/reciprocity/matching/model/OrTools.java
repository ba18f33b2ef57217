package org.reciprocity.matching.model;

import com.google.ortools.Loader;
import com.google.ortools.init.OrToolsVersion;

/** The native library of OR-Tools, loaded once, when the first round is solved. */
final class OrTools {
    /** As it is kept with a round that it solved; known before the library is loaded. */
    static final String VERSION = "9.15.6755";

    static {
        Loader.loadNativeLibraries();
        if (!OrToolsVersion.getVersionString().equals(VERSION)) {
            throw new IllegalStateException("OR-Tools is of version " + OrToolsVersion.getVersionString());
        }
    }

    private OrTools() {}

    static void load() {
        // Initialising the class has loaded it.
    }
}
