package io.likeness.server.hostile;

import io.likeness.server.hostile.Hostile.Duty;
import java.util.Random;

/** Paths and web addresses that lead where no caller may go. */
final class HostileSources {
    private static final String[] HOSTS = {
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "017700000001",
        "0",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "127.0.0.1.",
        "%31%32%37.0.0.1",
        "user:pass@8.8.8.8",
        "8.8.8.8\\\\@127.0.0.1"
    };
    private static final String[] OTHERS = {
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1:70/_x",
        "jar:file:///a.jar!/b",
        "data:image/png,x",
        "javascript:alert(1)",
        "dict://127.0.0.1:11211/",
        "ldap://127.0.0.1/",
        "http:/x",
        "http://",
        "//127.0.0.1/",
        "",
        " ",
        "http://a\\u0000b/",
        "http://a\\r\\nHost: b/",
        "unix:///var/run/docker.sock"
    };

    private HostileSources() {}

    /** Addresses inside, however spelled, and what is no web address. */
    static Hostile url(Random random) {
        String url = random.nextInt(4) == 0
                ? OTHERS[random.nextInt(OTHERS.length)]
                : (random.nextBoolean() ? "http://" : "https://") + HOSTS[random.nextInt(HOSTS.length)]
                        + (random.nextBoolean() ? ":8080" : "") + "/latest/meta-data/";
        String[] paths = {"/v1/search", "/v1/images", "/v1/preview", "/v1/check", "/api/image/sim/add/url"};
        return Hostile.json(
                "url " + url, Duty.REFUSED, paths[random.nextInt(paths.length)], "{\"url\":\"" + url + "\"}");
    }

    /**
     * Files outside of the open folder, and inside what is no regular file.
     *
     * @param root the open folder, which holds the links, the pipe and the folders named here
     */
    static Hostile path(Random random, String root) {
        String[] below = {
            "/../secret.png",
            "/a/../../secret.png",
            "/link-out.png",
            "/folder-out/secret.png",
            "/pipe",
            "/zero.png",
            "",
            "/",
            "/a",
            "/none.png",
            "/a.png/b",
            "/" + "x".repeat(300),
            "/" + "x/".repeat(3000),
            "/a.png\\u0000.txt",
            "/loop",
            "/a.txt"
        };
        String[] elsewhere = {
            "/etc/passwd",
            "/proc/self/environ",
            "/proc/self/fd/0",
            "/proc/self/root/etc/passwd",
            "/dev/zero",
            "/dev/stdin",
            "/sys/kernel/uevent_seqnum",
            "C:\\\\windows\\\\win.ini",
            "\\\\\\\\host\\\\share\\\\a.png",
            "//host/share/a.png",
            "file:///etc/passwd",
            "a.png",
            "./a.png",
            "~/a.png",
            "/",
            "",
            "/../../../../etc/shadow",
            "\\u202e/etc/passwd"
        };
        String path = random.nextBoolean()
                ? root + below[random.nextInt(below.length)]
                : elsewhere[random.nextInt(elsewhere.length)];
        if (random.nextInt(4) == 0) {
            boolean to = random.nextBoolean();
            return Hostile.json(
                    "import " + path,
                    Duty.REFUSED,
                    "/v1/imports",
                    to
                            ? "{\"path\":\"" + root + "/none\",\"move_to\":\"" + path + "\"}"
                            : "{\"path\":\"" + path + "/none\"}");
        }
        String[] paths = {"/v1/search", "/v1/images", "/v1/preview", "/v1/check", "/api/image/sim/add/path"};
        return Hostile.json(
                "path " + path, Duty.REFUSED, paths[random.nextInt(paths.length)], "{\"path\":\"" + path + "\"}");
    }
}
