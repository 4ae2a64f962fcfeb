import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Draws one picture: arguments FILE NUMBER, where the file's ending sets the format and the number what is on it.
 * With the argument "port" it answers a free TCP port instead.
 */
final class Draw {
    public static void main(String[] args) throws IOException {
        if (args[0].equals("port")) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                System.out.println(socket.getLocalPort());
            }
            return;
        }
        String format = args[0].substring(args[0].lastIndexOf('.') + 1);
        if (!ImageIO.write(picture(Long.parseLong(args[1])), format, new File(args[0]))) {
            throw new IOException("no writer for ." + format);
        }
    }

    private static BufferedImage picture(long number) {
        Random random = new Random(number);
        BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, colour(random), 640, 480, colour(random)));
        pen.fillRect(0, 0, 640, 480);
        for (int i = 0; i < 12; i++) {
            pen.setColor(colour(random));
            int width = 40 + random.nextInt(200);
            int height = 40 + random.nextInt(200);
            if (random.nextBoolean()) {
                pen.fillOval(random.nextInt(600) - 40, random.nextInt(440) - 40, width, height);
            } else {
                pen.fillRect(random.nextInt(600) - 40, random.nextInt(440) - 40, width, height);
            }
        }
        pen.dispose();
        return image;
    }

    private static Color colour(Random random) {
        return Color.getHSBColor(random.nextFloat(), 0.3f + 0.7f * random.nextFloat(), 0.3f + 0.7f * random.nextFloat());
    }
}
