package io.likeness.server.settings;

/** The version that the build wrote into the jar. */
public final class ProductVersion {
    /** The version, or "development" where classes do not come from a jar. */
    public static final String CURRENT = read();

    private ProductVersion() {}

    private static String read() {
        String version = ProductVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
