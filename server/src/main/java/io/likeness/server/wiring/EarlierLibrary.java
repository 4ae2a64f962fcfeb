package io.likeness.server.wiring;

import io.likeness.failure.Failure;
import io.likeness.index.milvus.EarlierCollection;
import io.likeness.index.milvus.EarlierRows;
import io.likeness.index.milvus.MilvusConnection;
import io.likeness.migration.LibraryAddress;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.wiring.AddressedLibrary.Surroundings;
import java.util.Optional;

/** The earlier system's collection, opened by its address. For use by one thread. */
public final class EarlierLibrary implements AutoCloseable {
    private final MilvusConnection connection;
    private final EarlierCollection collection;
    private final String place;

    private EarlierLibrary(MilvusConnection connection, EarlierCollection collection, String place) {
        this.connection = connection;
        this.collection = collection;
        this.place = place;
    }

    /**
     * Opens it.
     *
     * @throws Failure.BadInput if {@code address} names no Milvus
     * @throws Failure.NotFound if it is not there
     * @throws Failure.Conflict if it is not one of the earlier system
     * @throws Failure.Unavailable if Milvus does not answer
     */
    public static EarlierLibrary open(LibraryAddress address) {
        if (!(address instanceof LibraryAddress.Milvus milvus)) {
            throw new Failure.BadInput("the earlier system kept its pictures in a Milvus: name it by"
                    + " --from milvus://host:port/" + EarlierCollection.NAME);
        }
        LikenessProperties settings =
                new Surroundings(Optional.empty(), Optional.empty(), Optional.empty()).settings(milvus);
        String name = milvus.collection().isEmpty() ? EarlierCollection.NAME : milvus.collection();
        MilvusConnection connection = new MilvusConnection(MilvusStore.settings(settings.milvus()));
        boolean opened = false;
        try {
            EarlierCollection collection = EarlierCollection.open(connection, name);
            opened = true;
            return new EarlierLibrary(
                    connection,
                    collection,
                    "the collection " + name + " in the Milvus at "
                            + connection.settings().address());
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    /** What it holds. */
    public EarlierRows rows() {
        return collection;
    }

    /** What its vectors are, in words. */
    public String vectors() {
        return collection.vectors();
    }

    /** Where it is, for people. */
    public String place() {
        return place;
    }

    @Override
    public void close() {
        try (connection) {
            collection.close();
        }
    }
}
