"use client";

export { Crash as default } from "@/components/states/crash";
