package io.likeness.server.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The search for duplicates.
 *
 * @param threads pictures that one search looks at at once; 0 means one for each core
 */
public record DuplicateProperties(@DefaultValue("0") int threads) {
    public DuplicateProperties {
        Checks.within("likeness.duplicates.threads", threads, 0, 64);
    }
}
