package io.likeness.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. Safe for use by many threads. */
public final class Version implements IVersionProvider {
    /** The version, or "development" where classes do not come from a jar. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"likeness " + current()};
    }
}
