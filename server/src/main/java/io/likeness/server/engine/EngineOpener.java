package io.likeness.server.engine;

/** Opens what a server works with. */
@FunctionalInterface
public interface EngineOpener {
    /**
     * Opens the library and its model; takes a second or two.
     *
     * @param budget of the memory that pictures on their way in take
     * @return to be closed by the caller
     * @throws io.likeness.failure.Failure if something is not as it must be; nothing is left open then
     */
    Engine open(ByteBudget budget);
}
