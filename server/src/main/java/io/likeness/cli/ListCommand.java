package io.likeness.cli;

import io.likeness.cli.access.Access;
import io.likeness.cli.access.Listing;
import io.likeness.cli.access.Picture;
import io.likeness.index.ListQuery.Order;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code likeness list}: lists stored pictures. Used by one thread. */
@Command(
        name = "list",
        description = "Lists stored pictures by the time they were added.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "The most pictures (50).")
    private long limit;

    @Option(names = "--all", description = "All pictures.")
    private boolean all;

    @Option(names = "--oldest", description = "The oldest first (the newest).")
    private boolean oldest;

    @Option(names = "--json", description = "Print one JSON object for each picture.")
    private boolean json;

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Mixin
    private final LibraryOptions library = new LibraryOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    ListCommand() {}

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is " + limit + ", the least is 1");
        }
        filter.refuseFilter();
        Listing listing = new Listing(oldest ? Order.OLDEST : Order.NEWEST, filter.keyPrefix(), filter.tags());
        PrintWriter out = spec.commandLine().getOut();
        long most = all ? Long.MAX_VALUE : limit;
        try (Access access = library.open()) {
            if (json) {
                access.list(listing, most, picture -> out.println(JsonLine.of(picture)));
            } else {
                printTable(access, listing, most, out);
            }
        }
        out.flush();
        return ExitCodes.DONE;
    }

    private static void printTable(Access access, Listing listing, long most, PrintWriter out) {
        PageTable pages = new PageTable(out);
        access.list(listing, most, pages::add);
        pages.print();
    }

    /** A table that is printed now and then, since a library may hold more pictures than memory. */
    private static final class PageTable {
        private static final int ROWS = 1000;

        private final PrintWriter out;
        private @Nullable Table table;
        private int rows;

        PageTable(PrintWriter out) {
            this.out = out;
        }

        void add(Picture picture) {
            if (table == null) {
                table = new Table("ID", "KEY", "IMGPATH", "SIZE", "TAGS", "ADDED");
            }
            table.add(
                    picture.id(),
                    picture.key(),
                    picture.imgPath(),
                    picture.width() + "x" + picture.height(),
                    picture.tags().isEmpty() ? "" : picture.tags().toString(),
                    picture.added());
            if (++rows % ROWS == 0) {
                print();
            }
        }

        void print() {
            if (table != null) {
                table.print(out);
                table = null;
            }
        }
    }
}
