package io.likeness.index.milvus;

import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The collections of one library in a Milvus, those of other servers included. Safe for use by many threads. */
public final class MilvusCatalog {
    private final MilvusConnection connection;
    private final String library;

    /** Does nothing yet. */
    public MilvusCatalog(MilvusConnection connection, String library) {
        this.connection = connection;
        this.library = library;
    }

    /**
     * The names of the library's collections, without the default one.
     *
     * @throws io.likeness.failure.Failure.Unavailable if Milvus does not answer
     */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String inMilvus : connection.call(
                "list collections", client -> client.listCollections().getCollectionNames())) {
            MilvusPlace.of(library, inMilvus).flatMap(this::described).ifPresent(names::add);
        }
        return names;
    }

    /** The collection's name, if what is there in Milvus says that it is the one that its name looks like. */
    private Optional<String> described(MilvusPlace place) {
        String description = connection.call(
                "describe a collection",
                client -> Objects.requireNonNullElse(
                        client.describeCollection(DescribeCollectionReq.builder()
                                        .collectionName(place.nameInMilvus())
                                        .build())
                                .getDescription(),
                        ""));
        return CollectionShape.collectionOf(library, description).filter(name -> name.equals(place.collection()));
    }

    /**
     * Deletes a collection with all its records; one that is not there is no error.
     *
     * @throws io.likeness.failure.Failure.Unavailable if Milvus does not answer
     */
    public void delete(String collection) {
        String inMilvus = new MilvusPlace(library, collection).nameInMilvus();
        connection.run(
                "delete a collection",
                client -> client.dropCollection(
                        DropCollectionReq.builder().collectionName(inMilvus).build()));
    }
}
