package io.likeness.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what a test says: for each look-up of a name the next of its answers, and the last one for ever. */
final class FakeResolver implements HostResolver {
    private final Map<String, Queue<List<InetAddress>>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Adds an answer for {@code host}: these addresses together. */
    FakeResolver with(String host, String... addresses) {
        List<InetAddress> answer =
                List.of(addresses).stream().map(InetAddress::ofLiteral).toList();
        answers.computeIfAbsent(host, h -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** The names looked up, in order. */
    List<String> asked() {
        return asked;
    }

    @Override
    public synchronized List<InetAddress> resolve(String host) throws UnknownHostException {
        asked.add(host);
        Queue<List<InetAddress>> next = answers.get(host);
        if (next == null) {
            throw new UnknownHostException(host);
        }
        List<InetAddress> answer = next.size() > 1 ? next.poll() : next.peek();
        return answer == null ? List.of() : answer;
    }
}
