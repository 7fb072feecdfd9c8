package dev.adjoint.serve.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names under which a server is reached: those of the address that it listens on.
public final class HostNames {

  private HostNames() {}

  /// The names without a port.
  ///
  /// A numeric address is safe as a name even without a token: DNS rebinding needs a name that can
  /// be resolved to another address.
  public static Set<String> of(InetAddress address) {
    Set<String> names = new LinkedHashSet<>();
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      names.add("localhost");
      names.add("127.0.0.1");
      names.add("[::1]");
    }
    if (address.isAnyLocalAddress()) {
      names.addAll(ofThisMachine());
    } else {
      names.add(shown(address));
    }
    return names;
  }

  private static Set<String> ofThisMachine() {
    Set<String> names = new LinkedHashSet<>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .forEach(address -> names.add(shown(address)));
    } catch (SocketException _) {
      // The names of the loopback address are known anyway.
    }
    return names;
  }

  /// An address in the form that a URL uses.
  public static String shown(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    if (address.isAnyLocalAddress()) {
      return "localhost";
    }
    return address instanceof Inet6Address ? "[%s]".formatted(shortened(plain)) : plain;
  }

  /// The address with `::` for the first longest run of zeros, as browsers write it.
  private static String shortened(String full) {
    String best = "";
    Matcher zeros = Pattern.compile("(?:^|:)0(?::0)+(?=:|$)").matcher(full);
    while (zeros.find()) {
      if (zeros.group().length() > best.length()) {
        best = zeros.group();
      }
    }
    if (best.isEmpty()) {
      return full;
    }
    int at = full.indexOf(best);
    String after = full.substring(at + best.length());
    return full.substring(0, at) + (after.isEmpty() ? "::" : ":" + after);
  }
}
