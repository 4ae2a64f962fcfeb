package io.likeness.cli;

import io.likeness.server.settings.ProductVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. Safe for use by many threads. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"likeness " + ProductVersion.CURRENT};
    }
}
