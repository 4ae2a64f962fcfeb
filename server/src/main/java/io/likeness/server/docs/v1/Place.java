package io.likeness.server.docs.v1;

/**
 * Where the paths of a collection begin: short for the default one, long for all.
 *
 * @param base beginning of the path, a template
 * @param example the same with an example's name
 * @param idSuffix what sets the ids of the operations apart
 */
record Place(String base, String example, String idSuffix) {
    static final Place SHORT = new Place("/v1", "/v1", "");
    static final Place NAMED = new Place("/v1/collections/{collection}", "/v1/collections/shop", "InCollection");

    boolean isNamed() {
        return this.equals(NAMED);
    }
}
