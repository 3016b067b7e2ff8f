export { PageSkeleton as default } from "@/components/states/page-skeleton";
