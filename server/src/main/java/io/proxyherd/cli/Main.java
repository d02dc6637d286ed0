package io.proxyherd.cli;

/** The {@code herd} command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("herd");
  }
}
