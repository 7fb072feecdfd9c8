package dev.adjoint.studio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/// A client that sends any bytes, whether or not they are valid HTTP.
final class RawSocket implements AutoCloseable {

  private static final int MOST_WAITING_MILLIS = 20_000;

  private final Socket socket;

  RawSocket(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(MOST_WAITING_MILLIS);
  }

  /// Sends a text. A server may refuse a request and close the connection before it has read all of
  /// it; what it answered by then is still there for [#answer()].
  RawSocket send(String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    try {
      out.write(text.getBytes(ISO_8859_1));
      out.flush();
    } catch (SocketException _) {
      // The connection was reset while the request was sent.
    }
    return this;
  }

  /// All bytes that the server sends until it closes or resets the connection.
  String answer() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException _) {
      // The connection was reset.
    }
    return all.toString(ISO_8859_1);
  }

  /// The bytes that the server sends until a text has arrived.
  String until(String text) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (!all.toString(ISO_8859_1).contains(text)) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("the stream ends before " + text);
      }
      all.write(next);
    }
    return all.toString(ISO_8859_1);
  }

  /// The answer to one text; lines end in `\n` here and in CRLF on the wire.
  static String ask(int port, String text) throws IOException {
    try (RawSocket socket = new RawSocket(port)) {
      return socket.send(text.replace("\n", "\r\n")).answer();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
